"""What the tests of the program at a terminal share."""
import os
import pty


def sent_to_terminal(begin):
    """All that a program sends to its terminal, once it has ended; `begin` starts it with the writing end."""
    reader, writer = pty.openpty()
    process = begin(writer)
    os.close(writer)
    sent = b""
    while True:
        try:
            piece = os.read(reader, 65536)
        except OSError:  # as Linux says that the other end is closed
            break
        if not piece:
            break
        sent += piece
    os.close(reader)
    assert process.wait() == 0, sent
    return sent.decode("utf-8")
