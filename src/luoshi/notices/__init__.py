"""Who is told what: written with the change it tells of, sent afterwards."""
