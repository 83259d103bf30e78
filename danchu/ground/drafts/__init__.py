"""The parts of a draft, pure: read a file, find điều, khoản, điểm, compare two versions. No Django here."""
