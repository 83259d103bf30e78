"""What happened, in order, for ever; links between cases; the outbox."""
