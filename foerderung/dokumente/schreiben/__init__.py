"""Letters and notes of a case beside the grant notice: which there are, and what each of them says."""
