package dev.tufa.tuf.client;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** What belongs to one call of an {@link Updater}: who can cancel it, who hears of it, and how many retries are left to it. */
final class Operation {
    private final Connector connector;
    private final Cancellation cancellation;
    private final Listeners listeners;
    private final AtomicInteger retriesLeft;
    private final boolean beside;

    Operation(Connector connector, Cancellation cancellation, Listeners listeners) {
        this(
                connector,
                cancellation,
                listeners,
                new AtomicInteger(connector.policy().retryBudget()),
                false);
    }

    private Operation(
            Connector connector,
            Cancellation cancellation,
            Listeners listeners,
            AtomicInteger retriesLeft,
            boolean beside) {
        this.connector = connector;
        this.cancellation = cancellation;
        this.listeners = listeners;
        this.retriesLeft = retriesLeft;
        this.beside = beside;
    }

    /** The same for a thread that nobody waits for, which is called off by a cancellation of its own. */
    Operation beside(Cancellation own) {
        return new Operation(connector, own, listeners, retriesLeft, true);
    }

    Cancellation cancellation() {
        return cancellation;
    }

    Listeners listeners() {
        return listeners;
    }

    /** Whether what is fetched is of the repository as it is now. */
    boolean asksRepository() {
        return !connector.isCopy();
    }

    TransferPolicy policy() {
        return connector.policy();
    }

    Connector.Opened open(Fetcher.Request request) throws IOException {
        return beside ? connector.openBeside(request, cancellation) : connector.open(request, cancellation);
    }

    /** Takes one retry of what is left. */
    boolean takeRetry() {
        return retriesLeft.getAndUpdate(left -> Math.max(left - 1, 0)) > 0;
    }
}
