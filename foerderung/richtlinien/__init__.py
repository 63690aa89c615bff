"""Read and check the rule sets in rules/ and pick the Fassung in force."""
