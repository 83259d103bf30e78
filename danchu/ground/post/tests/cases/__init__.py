"""The smallest mechanism that writes letters: every row says to whom in `about`."""
