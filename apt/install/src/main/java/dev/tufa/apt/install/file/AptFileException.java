package dev.tufa.apt.install.file;

import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.PolicyRule;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code .apt} file is refused: nothing of it may be used. The message may quote the file, without characters that would move or hide
 * what stands around them.
 */
public final class AptFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Control and format characters, and those that part lines. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final Refusal refusal;

    AptFileException(Refusal refusal, String message) {
        super(printable(message));
        this.refusal = refusal;
    }

    /** A refusal for a reason that says itself what was expected. */
    AptFileException(Refusal refusal, Exception cause) {
        this(refusal, String.valueOf(cause.getMessage()), cause);
    }

    AptFileException(Refusal refusal, String message, Throwable cause) {
        super(printable(message), cause);
        this.refusal = refusal;
    }

    /** The same refusal, of one stanza among several. */
    AptFileException inStanza(int number) {
        return new AptFileException(refusal, "stanza %d: %s".formatted(number, getMessage()), this);
    }

    /** By which rule. */
    public Refusal refusal() {
        return refusal;
    }

    /** By which rule of the policy; present for {@link Refusal#KEY_POLICY} and {@link Refusal#SIGNATURE_POLICY}. */
    public Optional<PolicyRule> policy() {
        return getCause() instanceof OpenPgpException cause ? cause.rule() : Optional.empty();
    }

    private static String printable(String message) {
        return HIDDEN.matcher(message).replaceAll("\uFFFD");
    }
}
