"""What differs from language to language: interface texts, names of months and days, forms of numbers."""
