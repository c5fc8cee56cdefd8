/** OpenPGP as apt uses it: clear-signed text, certificates, and which of them may be trusted. */
module dev.tufa.apt.openpgp {
    requires static org.jspecify;
    requires org.bouncycastle.pg;
    requires org.bouncycastle.provider;

    exports dev.tufa.apt.openpgp;
    exports dev.tufa.apt.openpgp.signer;
}
