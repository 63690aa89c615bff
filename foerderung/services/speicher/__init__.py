"""The store itself: set up, back up, move, delete."""
