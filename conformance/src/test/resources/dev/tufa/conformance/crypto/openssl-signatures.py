"""Writes openssl-signatures.json: documents signed by OpenSSL through pyca/cryptography, in every scheme of Tufa.

Needs cryptography 48 or later, and is run by hand: python openssl-signatures.py
"""
import hashlib
import json
import pathlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, mldsa, padding, rsa

DOCUMENT = {"_type": "x", "b": [1, -9007199254740993, None, True], "a\"\\": "\u0000\n\u00e9\ufb01\U0001f600"}


def canonical(value):
    """OLPC canonical JSON."""
    if isinstance(value, dict):
        return "{" + ",".join(canonical(k) + ":" + canonical(value[k]) for k in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return json.dumps(value)


MESSAGE = canonical(DOCUMENT).encode()
TAP_21 = b"tuf\x01" + hashlib.sha512(MESSAGE).digest()


def pem(key):
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def pss(digest, salt):
    return padding.PSS(padding.MGF1(digest), salt)


def rows():
    key = ed25519.Ed25519PrivateKey.generate()
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()
    yield "ed25519", "ed25519", raw, key.sign(MESSAGE)
    yield "ed25519", "ed25519", pem(key), key.sign(MESSAGE)
    for curve, digest in ((ec.SECP256R1(), hashes.SHA256()), (ec.SECP384R1(), hashes.SHA384()), (ec.SECP521R1(), hashes.SHA512())):
        key = ec.generate_private_key(curve)
        scheme = f"ecdsa-sha2-nistp{curve.key_size}"
        point = key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        ).hex()
        yield "ecdsa", scheme, pem(key), key.sign(MESSAGE, ec.ECDSA(digest))
        yield scheme, scheme, point, key.sign(MESSAGE, ec.ECDSA(digest))
    key = rsa.generate_private_key(65537, 2048)
    for digest in (hashes.SHA256(), hashes.SHA384(), hashes.SHA512()):
        scheme = f"rsassa-pss-{digest.name}"
        yield "rsa", scheme, pem(key), key.sign(MESSAGE, pss(digest, padding.PSS.DIGEST_LENGTH), digest)
        yield "rsa", scheme, pem(key), key.sign(MESSAGE, pss(digest, padding.PSS.MAX_LENGTH), digest)
        yield "rsa", f"rsa-pkcs1v15-{digest.name}", pem(key), key.sign(MESSAGE, padding.PKCS1v15(), digest)
    for size, kind in ((44, mldsa.MLDSA44PrivateKey), (65, mldsa.MLDSA65PrivateKey), (87, mldsa.MLDSA87PrivateKey)):
        key = kind.generate()
        yield "ml-dsa", f"ml-dsa-{size}/1", pem(key), key.sign(TAP_21)


signatures = [
    {"keytype": keytype, "scheme": scheme, "public": public, "sig": signature.hex()}
    for keytype, scheme, public, signature in rows()
]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"signed": DOCUMENT, "signatures": signatures}, indent=1) + "\n")
