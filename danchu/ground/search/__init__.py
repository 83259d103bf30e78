"""Full text on both engines behind one interface; fed from the outbox."""
