package dev.tufa.tuf.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
    private static final List<Integer> NUMBERS =
            IntStream.range(0, 1000).boxed().toList();

    @Test
    void resultsComeInTheOrderOfTheThings() throws Exception {
        assertThat(Parallel.map(NUMBERS, number -> number)).isEqualTo(NUMBERS);
    }

    /** Else something would still be written when the lease is given back. */
    @Test
    void nothingIsDoneAnyMoreAfterAFailure() {
        AtomicInteger running = new AtomicInteger();
        assertThatThrownBy(() -> Parallel.map(NUMBERS, number -> {
                    running.incrementAndGet();
                    try {
                        if (number == 70) {
                            throw new IOException("seventy");
                        }
                        return spin();
                    } finally {
                        running.decrementAndGet();
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("seventy");
        assertThat(running).hasValue(0);
    }

    @Test
    void ofSeveralFailuresTheFirstIsTold() {
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> Parallel.map(NUMBERS, number -> {
                        if (number >= 500) {
                            throw new IOException(number.toString());
                        }
                        return number == 499 ? spin() : number;
                    }))
                    .hasMessage("500");
        }
    }

    @Test
    void anErrorIsToldAsItIs() {
        assertThatThrownBy(() -> Parallel.map(NUMBERS, number -> {
                    throw new AssertionError("number " + number);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("number 0");
    }

    /** Takes two milliseconds, whoever interrupts it. */
    private static long spin() {
        long end = System.nanoTime() + 2_000_000;
        long now = System.nanoTime();
        while (now < end) {
            now = System.nanoTime();
        }
        return now;
    }
}
