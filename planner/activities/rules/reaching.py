"""Which addresses on the net may be fetched from: public ones, by ports that web servers have. Pure."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

PORTS = frozenset({80, 443, 8080, 8443})
_SPECIAL = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
"""RFC 6890 and RFC 7526: for protocols, and a way into IPv6 that is no more."""
_UNICAST = IPv6Network("2000::/3")
"""RFC 4291 2.4: all that IANA has given out of IPv6 for the public net."""
_TEREDO = IPv6Network("2001::/32")
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in its last 32 bits."""


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the public net: not ours, not a neighbour's, not a group's, not nobody's.

    An IPv6 address that carries an IPv4 one within it is what that one is.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _is_public_v4(found) if isinstance(found, IPv4Address) else _is_public_v6(found)


def may_reach(address: str, port: int) -> bool:
    """Whether a calendar may be fetched from there."""
    return port in PORTS and is_public(address)


def _is_public_v4(found: IPv4Address) -> bool:
    odd = found.is_multicast or found.is_reserved or found.is_loopback or found.is_link_local or found.is_unspecified
    return found.is_global and not odd and not any(found in those for those in _SPECIAL)


def _is_public_v6(found: IPv6Address) -> bool:
    if found.scope_id is not None:
        return False
    if found.ipv4_mapped is not None:
        return _is_public_v4(found.ipv4_mapped)
    if found.sixtofour is not None:
        return _is_public_v4(found.sixtofour)
    if found in _TRANSLATED:
        return _is_public_v4(IPv4Address(int(found) & 0xFFFFFFFF))
    return found in _UNICAST and found not in _TEREDO and found.is_global and not found.is_multicast
