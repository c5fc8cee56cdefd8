package dev.tufa.examples;

import dev.tufa.tuf.client.UpdateEvent;
import dev.tufa.tuf.client.UpdateListener;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Takes what a client decides to the application's log, and counts it for its metrics. */
public final class LogAndCount implements UpdateListener {
    private static final System.Logger LOG = System.getLogger("updates");

    private final Map<UpdateEvent.Decision, LongAdder> counts = new EnumMap<>(UpdateEvent.Decision.class);
    private final LongAdder bytes = new LongAdder();

    /** Nothing has been counted. */
    public LogAndCount() {
        for (UpdateEvent.Decision decision : UpdateEvent.Decision.values()) {
            counts.put(decision, new LongAdder());
        }
    }

    @Override
    public void decided(UpdateEvent event) {
        switch (event.decision()) {
            case REFUSED -> LOG.log(System.Logger.Level.WARNING, "refused {0}: {1}", event.file(), event.cause());
            case RETRIED, FAILED -> LOG.log(System.Logger.Level.INFO, "{0}: {1}", event.source(), event.cause());
            default -> LOG.log(System.Logger.Level.DEBUG, "{0} {1}", event.decision(), event.file());
        }
        counts.getOrDefault(event.decision(), new LongAdder()).increment();
        event.bytes().ifPresent(bytes::add);
    }

    /** How often something was decided. */
    public long count(UpdateEvent.Decision decision) {
        return counts.getOrDefault(decision, new LongAdder()).sum();
    }

    /** How many bytes were taken. */
    public long bytes() {
        return bytes.sum();
    }
}
