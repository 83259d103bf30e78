"""Vietnamese text, pure: clean, fold, sort, find personal data, group what is the same. No Django here."""
