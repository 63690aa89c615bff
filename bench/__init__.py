"""Speed against limits: ``python -m bench``."""
