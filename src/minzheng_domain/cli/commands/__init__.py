"""The commands, one module each: ``ABOUT`` says what it does, ``declare`` adds its arguments, ``run`` does it."""
