"""What people attach: cleaned, sealed or public, served only through a view that asks."""
