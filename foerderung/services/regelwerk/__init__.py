"""Look at rule sets, check and test them."""
