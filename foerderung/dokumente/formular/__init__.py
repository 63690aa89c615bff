"""Excel forms made from declared inputs, and the way back."""
