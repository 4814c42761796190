"""The site: settings, addresses and start of the running system."""
