"""What every mechanism stands on."""
