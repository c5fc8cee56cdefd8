package dev.tufa.apt.install.plan;

/** Nothing is done, and nothing was changed. */
public final class PlanException extends Exception {
    private static final long serialVersionUID = 1;

    private final PlanRefusal refusal;

    /** A refusal with its facts in words. */
    public PlanException(PlanRefusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    /** A refusal for what something else says. */
    public PlanException(PlanRefusal refusal, String message, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    /** Why. */
    public PlanRefusal refusal() {
        return refusal;
    }
}
