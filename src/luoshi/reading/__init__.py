"""From a file to a Document: paragraphs and tables, each with where it stood. Knows no plan and no database."""
