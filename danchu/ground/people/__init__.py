"""Who you are: citizens, officials, posts held from-to, signing in."""
