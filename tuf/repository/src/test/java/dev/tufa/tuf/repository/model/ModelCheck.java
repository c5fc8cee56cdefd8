package dev.tufa.tuf.repository.model;

import dev.tufa.tuf.refusal.TrustException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tries every interleaving of the steps of a publisher, which are the changes of a history, with those of a client, which are its
 * fetches. The client begins with any root, stops whenever it likes, and updates as often as it likes; so it comes to hold
 * everything that a client could ever have held. Of the states that can be reached so, none is left out.
 *
 * <p>What has to be true in each: if the publisher did nothing more, the client's next update would succeed with just what is
 * published then; and no update leaves the client with less than an earlier one. Besides, a caller may ask that no update fails
 * at all, whatever the publisher does in the middle of it.
 */
final class ModelCheck {
    private final History history;
    private final Instant now;
    private final Failures failures;

    private final Map<Node, Reached> reached = new HashMap<>();
    private final Deque<Node> waiting = new ArrayDeque<>();
    private final Map<String, ModelClient> begun = new HashMap<>();
    private final Map<String, ModelClient.Step> steps = new HashMap<>();
    private final Map<String, Long> counted = new HashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    private ModelCheck(History history, Instant now, Failures failures) {
        this.history = history;
        this.now = now;
        this.failures = failures;
    }

    /** Checks all of a history, by clients whose clock shows one time. */
    static Result of(History history, Instant now, Failures failures) {
        ModelCheck check = new ModelCheck(history, now, failures);
        check.begin();
        check.explore();
        long interleavings = check.settle();
        return new Result(check.reached.size(), interleavings, List.copyOf(check.problems.values()));
    }

    /** A client for every root, when it is there for the first time. */
    private void begin() {
        Set<String> seen = new HashSet<>();
        for (int moment = 0; moment <= history.last(); moment++) {
            for (Map.Entry<String, Kept> file : new TreeMap<>(history.files(moment)).entrySet()) {
                if (file.getKey().matches("metadata/\\d+\\.root\\.json") && seen.add(file.getKey())) {
                    ModelClient client = ModelClient.of(file.getValue(), now);
                    reach(new Node(moment, client.key(), Map.of()), client, null, "begin with " + file.getKey());
                }
            }
        }
    }

    private void reach(Node node, ModelClient client, @Nullable Node from, String how) {
        if (reached.putIfAbsent(node, new Reached(client, Optional.ofNullable(from), how)) == null) {
            waiting.add(node);
        }
    }

    private void explore() {
        while (!waiting.isEmpty()) {
            Node node = waiting.remove();
            ModelClient client = client(node);
            if (node.moment() < history.last()) {
                Node next = new Node(node.moment() + 1, client.key(), node.best());
                reach(next, client, node, "published " + history.changes().get(node.moment()));
            }
            if (!client.isIdle()) {
                ModelClient stopped = client.stopped();
                reach(new Node(node.moment(), stopped.key(), node.best()), stopped, node, "client stops");
            }
            fetch(node, client);
        }
    }

    private void fetch(Node node, ModelClient client) {
        ModelClient.Step step = step(client, node.moment());
        if (step.failure().isPresent() && failures == Failures.NONE) {
            problem("an update fails", step.failure().get(), node);
        }
        Map<String, Long> best = new TreeMap<>(node.best());
        for (Map.Entry<String, Long> role : step.trusted().entrySet()) {
            long before = best.getOrDefault(role.getKey(), 0L);
            if (role.getValue() < before) {
                problem("a client goes back", "%s after %d".formatted(role, before), node);
            }
            best.merge(role.getKey(), role.getValue(), Math::max);
        }
        reach(
                new Node(node.moment(), step.next().key(), best),
                step.next(),
                node,
                step.failure().orElse("client fetches, then has " + step.next().key()));
    }

    /** What a client does next: the same whenever it gets the same. */
    private ModelClient.Step step(ModelClient client, int moment) {
        ModelClient known = begun.get(client.key());
        if (known == null) {
            try {
                known = client.begun();
            } catch (TrustException e) { // a root that does not even fit itself
                return new ModelClient.Step(client, Optional.of("own root: " + e.getMessage()), Map.of());
            }
            begun.put(client.key(), known);
        }
        Optional<Kept> offered = history.read(moment, known.wants());
        String key = known.key() + " gets " + offered.map(Kept::toString).orElse("nothing");
        ModelClient.Step step = steps.get(key);
        if (step == null) {
            step = known.fetched(offered);
            steps.put(key, step);
        }
        return step;
    }

    /** Lets every client finish an update by itself at every moment, and counts the interleavings of single updates. */
    private long settle() {
        long interleavings = 0;
        Set<String> tried = new HashSet<>();
        for (Map.Entry<Node, Reached> entry : List.copyOf(reached.entrySet())) {
            Node node = entry.getKey();
            ModelClient client = entry.getValue().client();
            if (client.isIdle() && tried.add(node.moment() + " " + client.key())) {
                interleavings = Math.addExact(interleavings, paths(step(client, node.moment()), node.moment()));
                requireUpdates(node, client);
            }
        }
        return interleavings;
    }

    private void requireUpdates(Node node, ModelClient idle) {
        ModelClient.Step step = step(idle, node.moment());
        while (step.failure().isEmpty() && step.trusted().isEmpty()) {
            step = step(step.next(), node.moment());
        }
        if (step.failure().isPresent()) {
            problem("no update succeeds", step.failure().get(), node);
        } else if (!step.next().memory().timestamp().equals(history.read(node.moment(), "metadata/timestamp.json"))) {
            problem("a client does not come to what is published", "timestamp " + step.trusted(), node);
        }
    }

    /** In how many ways an update can go on after a step, with the publisher's steps between its own. */
    private long paths(ModelClient.Step after, int moment) {
        if (after.next().isIdle()) {
            return 1;
        }
        String key = moment + " " + after.next().key();
        Long known = counted.get(key);
        if (known != null) {
            return known;
        }
        long paths = paths(step(after.next(), moment), moment);
        if (moment < history.last()) {
            paths = Math.addExact(paths, paths(after, moment + 1));
        }
        counted.put(key, paths);
        return paths;
    }

    private ModelClient client(Node node) {
        return Objects.requireNonNull(reached.get(node)).client();
    }

    /** The same thing once, with the shortest way there. */
    private void problem(String what, String why, Node at) {
        String problem = what + ": " + why;
        if (!problems.containsKey(problem)) {
            problems.put(problem, problem + ", after:\n    " + String.join("\n    ", trace(at)));
        }
    }

    private List<String> trace(Node at) {
        List<String> trace = new ArrayList<>();
        Optional<Node> node = Optional.of(at);
        while (node.isPresent()) {
            Reached how = Objects.requireNonNull(reached.get(node.get()));
            trace.add(how.how());
            node = how.from();
        }
        Collections.reverse(trace);
        return trace;
    }

    /** Whether updates may fail that the publisher gets in the way of. */
    enum Failures {
        /** None may. */
        NONE,
        /** They may, for the next one succeeds. */
        THAT_HEAL
    }

    /**
     * What came of it.
     *
     * @param states how many were reached
     * @param interleavings of one update with the publisher's steps, from all that a client can hold before it
     * @param problems each with a way to it
     */
    record Result(int states, long interleavings, List<String> problems) {}

    /**
     * A state.
     *
     * @param best the highest versions that the client has come to trust, by role
     */
    private record Node(int moment, String client, Map<String, Long> best) {}

    private record Reached(ModelClient client, Optional<Node> from, String how) {}
}
