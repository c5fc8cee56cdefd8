package dev.tufa.tuf.repository.signing.source;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What signing may ask of the world around the process.
 *
 * @param environment a variable of the environment by name
 * @param pins asks for the PIN of a token
 * @param patience how long a program or an agent may take for an answer; somebody may have to touch a key
 */
public record Surroundings(Function<String, Optional<String>> environment, PinPrompt pins, Duration patience) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Those of this process, where nobody is asked for a PIN. */
    public static Surroundings ofProcess() {
        return new Surroundings(name -> Optional.ofNullable(System.getenv(name)), token -> Optional.empty(), PATIENCE);
    }

    /** The same with somebody who is asked for PINs. */
    public Surroundings withPins(PinPrompt prompt) {
        return new Surroundings(environment, prompt, patience);
    }

    /** The same with more patience, or less. */
    public Surroundings withPatience(Duration longest) {
        return new Surroundings(environment, pins, longest);
    }

    /** The value of a variable of the environment. */
    public Optional<String> variable(String name) {
        return environment.apply(name);
    }

    /** Asks a person for a PIN. */
    @FunctionalInterface
    public interface PinPrompt {
        /**
         * The PIN of a token, which the caller overwrites after use; empty if there is nobody to ask.
         *
         * @param token its label, from outside
         */
        Optional<char[]> ask(String token) throws IOException;
    }
}
