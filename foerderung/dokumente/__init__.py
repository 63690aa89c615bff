"""Letters and workbooks made from a calculation; every figure in them is a reference to a node of the trace."""
