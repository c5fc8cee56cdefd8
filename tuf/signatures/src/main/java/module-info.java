/** Ed25519 signatures as a provider of the Java cryptography architecture, by Bouncy Castle's code. */
module dev.tufa.tuf.signatures {
    requires static org.jspecify;
    requires org.bouncycastle.provider;

    exports dev.tufa.tuf.signatures;

    provides java.security.Provider with
            dev.tufa.tuf.signatures.Ed25519Provider;
}
