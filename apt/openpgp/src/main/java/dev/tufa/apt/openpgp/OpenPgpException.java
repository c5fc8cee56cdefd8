package dev.tufa.apt.openpgp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something signed, or a key, is refused: nothing of it may be used. */
public final class OpenPgpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final OpenPgpRefusal refusal;
    private final @Nullable PolicyRule rule;

    OpenPgpException(OpenPgpRefusal refusal, String message) {
        super(message);
        this.refusal = refusal;
        this.rule = null;
    }

    OpenPgpException(OpenPgpRefusal refusal, String message, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
        this.rule = null;
    }

    OpenPgpException(OpenPgpRefusal refusal, PolicyRule rule, String message) {
        super(message);
        this.refusal = refusal;
        this.rule = rule;
    }

    /** Why. */
    public OpenPgpRefusal refusal() {
        return refusal;
    }

    /** By which rule of the policy; present for {@link OpenPgpRefusal#KEY_POLICY} and {@link OpenPgpRefusal#SIGNATURE_POLICY}. */
    public Optional<PolicyRule> rule() {
        return Optional.ofNullable(rule);
    }
}
