# SPDX-License-Identifier: MIT
"""The RFCs' own vectors, and the refusals of verification that spec/ladder.md §3.5 names."""
import hashlib
import unittest

from primitives import (BASE, L, Forged, NEUTRAL, add, aead, aead_open, chacha20, chacha20_block, decoded, encoded,
                        expanded, is_small, mac, number, p, poly1305, public_key, sha512, sign, text32, times, verifies,
                        x25519)

hex_ = bytes.fromhex
SUNSCREEN = (b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
             b"sunscreen would be it.")

# RFC 8032 §7.1: seed, key, text, signature
SIGNATURES = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
     "d25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
     "387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
     "4a7c15e9716ed28dc027beceea1ec40a"),
    ("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", hashlib.sha512(b"abc").hexdigest(),
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
     "3dca179c138ac17ad9bef1177331a704"),
]


class X25519(unittest.TestCase):
    def test_both_vectors_of_rfc_7748_hold(self):
        for scalar, point, result in [
            ("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
             "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
             "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"),
            ("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
             "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
             "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"),
        ]:
            self.assertEqual(x25519(hex_(scalar), hex_(point)).hex(), result)

    def test_its_iteration_gives_the_values_of_rfc_7748(self):
        k = u = text32(9)
        for i in range(1000):
            k, u = x25519(k, u), k
            if i == 0:
                self.assertEqual(k.hex(), "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079")
        self.assertEqual(k.hex(), "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51")

    def test_points_of_small_order_give_zero(self):
        for u in (0, 1, p - 1, p, p + 1, 325606250916557431795983626356110631294008115727848805560023387167927233504,
                  39382357235489614581723060781553021112529911719440698176882885853963445705823):
            self.assertEqual(x25519(b"\x11" * 32, text32(u)), bytes(32))


class Ed25519(unittest.TestCase):
    def test_the_vectors_of_rfc_8032_hold(self):
        for seed, key, text, signature in SIGNATURES:
            self.assertEqual(public_key(hex_(seed)).hex(), key)
            self.assertEqual(sign(hex_(seed), hex_(text)).hex(), signature)
            self.assertTrue(verifies(hex_(key), hex_(text), hex_(signature)))

    def test_a_changed_text_signature_or_key_is_refused(self):
        seed = b"\xa1" * 32
        key, signature = public_key(seed), sign(seed, b"text")
        self.assertFalse(verifies(key, b"Text", signature))
        self.assertFalse(verifies(public_key(b"\xa2" * 32), b"text", signature))
        for i in range(64):
            self.assertFalse(verifies(key, b"text", signature[:i] + bytes([signature[i] ^ 1]) + signature[i + 1:]), i)

    def test_S_of_L_or_more_is_refused(self):
        seed = b"\xa1" * 32
        signature = sign(seed, b"text")
        shifted = signature[:32] + text32(number(signature[32:]) + L)
        self.assertFalse(verifies(public_key(seed), b"text", shifted))

    def test_keys_and_R_of_small_order_are_refused(self):
        """Each would satisfy the bare equation."""
        any_S = text32(5)
        self.assertFalse(verifies(encoded(NEUTRAL), b"text", encoded(times(5, BASE)) + any_S))
        a, _ = expanded(b"\xa1" * 32)
        R = encoded(NEUTRAL)
        S = number(sha512(R + public_key(b"\xa1" * 32) + b"text")) * a % L
        self.assertFalse(verifies(public_key(b"\xa1" * 32), b"text", R + text32(S)))

    def test_a_signature_that_holds_only_with_the_cofactor_is_refused(self):
        seed, order_2 = b"\xa1" * 32, decoded(text32(p - 1))
        self.assertTrue(is_small(order_2))
        a, key = expanded(seed)[0], public_key(seed)
        R = encoded(add(times(7, BASE), order_2))
        S = (7 + number(sha512(R + key + b"text")) * a) % L
        self.assertFalse(verifies(key, b"text", R + text32(S)))

    def test_what_is_no_encoding_of_a_point_is_refused(self):
        for text in (text32(2), text32(p), text32(p + 1), text32(1 | 1 << 255), text32(2**256 - 1)):
            self.assertIsNone(decoded(text))
            self.assertFalse(verifies(text, b"text", sign(b"\xa1" * 32, b"text")))


class ChaCha20Poly1305(unittest.TestCase):
    KEY = bytes(range(32))

    def test_the_block_of_rfc_8439_comes_out(self):
        block = chacha20_block(self.KEY, 1, hex_("000000090000004a00000000"))
        self.assertEqual(block.hex(), "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
                                      "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e")

    def test_the_text_of_rfc_8439_is_encrypted_as_there(self):
        box = chacha20(self.KEY, 1, hex_("000000000000004a00000000"), SUNSCREEN)
        self.assertEqual(box.hex(), "6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0b"
                                    "f91b65c5524733ab8f593dabcd62b3571639d624e65152ab8f530c359f0861d8"
                                    "07ca0dbf500d6a6156a38e088a22b65e52bc514d16ccf806818ce91ab7793736"
                                    "5af90bbf74a35be6b40b8eedf2785e42874d")

    def test_the_tag_of_rfc_8439_comes_out(self):
        key = hex_("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b")
        self.assertEqual(poly1305(key, b"Cryptographic Forum Research Group").hex(), "a8061dc1305136c6c22b8baf0c0127a9")

    def test_the_box_of_rfc_8439_comes_out_and_opens(self):
        key, nonce, ad = bytes(range(0x80, 0xa0)), hex_("070000004041424344454647"), hex_("50515253c0c1c2c3c4c5c6c7")
        box = aead(key, nonce, ad, SUNSCREEN)
        self.assertEqual(box.hex(), "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
                                    "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
                                    "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
                                    "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691")
        self.assertEqual(aead_open(key, nonce, ad, box), SUNSCREEN)

    def test_a_box_that_was_changed_or_has_no_room_for_a_tag_is_refused(self):
        box = aead(self.KEY, bytes(12), b"ad", b"text")
        for changed in (b"\0" + box[1:], box[:-1] + bytes([box[-1] ^ 1]), box[:-1], b"", bytes(15)):
            self.assertRaises(Forged, aead_open, self.KEY, bytes(12), b"ad", changed)
        self.assertRaises(Forged, aead_open, self.KEY, bytes(12), b"AD", box)


class Mac(unittest.TestCase):
    def test_it_is_the_first_half_of_rfc_4231_case_2(self):
        self.assertEqual(mac(b"Jefe", b"what do ya want for nothing?").hex(),
                         "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554")


if __name__ == "__main__":
    unittest.main()
