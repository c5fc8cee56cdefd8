/**
 * The Update Framework 1.0.34: metadata model, strict JSON and its canonical form, keys and signatures, and every trust
 * decision. Pure: no input or output, no clock, no logging; its only state is a memory of signatures that were right.
 */
module dev.tufa.tuf.core {
    requires static org.jspecify;
    requires static com.google.errorprone.annotations;
    requires com.google.gson;

    exports dev.tufa.tuf.crypto;
    exports dev.tufa.tuf.json;
    exports dev.tufa.tuf.metadata;
    exports dev.tufa.tuf.refusal;
    exports dev.tufa.tuf.trust;

    uses java.security.Provider;
}
