"""Secret links: made from a salt and the installation's key, stored only as a hash.

A row keeps `salt` and `token_hash`. The token itself is HMAC-SHA256(key, purpose | salt): whoever reads the
database alone can neither use a link nor make one, and the post can write the link into a letter at the very
moment it is sent. A new salt revokes the old link.
"""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

# A letter's body holds {{private:purpose:salt}} until it leaves; see fill().
_BLANK = re.compile(r"\{\{private:([a-z-]+):([0-9a-f]{32})\}\}")


def new_salt() -> str:
    """32 hexadecimal digits, 128 random bits."""
    return secrets.token_hex(16)


def hash_token(token: str) -> str:
    """SHA-256 in hexadecimal digits. A token has 160 random bits, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def blank(purpose: str, salt: str) -> str:
    """What stands for a token in a text that is kept."""
    return f"{{{{private:{purpose}:{salt}}}}}"


@dataclass(frozen=True)
class Keys:
    """The installation's key, for making tokens."""

    secret: str

    def token(self, purpose: str, salt: str) -> str:
        """32 characters of lower-case base32, safe in an address and read aloud."""
        digest = hmac.new(self.secret.encode(), f"{purpose}|{salt}".encode(), hashlib.sha256).digest()
        return base64.b32encode(digest[:20]).decode().lower()

    def token_hash(self, purpose: str, salt: str) -> str:
        return hash_token(self.token(purpose, salt))

    def fill(self, text: str) -> str:
        """`text` with each blank replaced by its token."""
        return _BLANK.sub(lambda m: self.token(m[1], m[2]), text)


def conceal(text: str) -> str:
    """`text` with each blank shown as dots, for eyes that it was not written to."""
    return _BLANK.sub("••••••••", text)
