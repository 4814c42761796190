"""Work outside the request."""
