package dev.tufa.cli.framework;

import dev.tufa.tuf.client.MissingRootException;
import dev.tufa.tuf.refusal.ClockException;
import dev.tufa.tuf.refusal.ExpiredException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.FencedException;
import dev.tufa.tuf.repository.LockedException;
import dev.tufa.tuf.repository.MissingKeyException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.WrongPassphraseException;
import dev.tufa.tuf.repository.signing.source.KeyUnreachableException;
import dev.tufa.tuf.repository.signing.source.WrongPinException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** A command line made of commands: finds the one that is called, runs it, and turns every end into words and a number. */
public final class Program {
    private final List<Command> commands;

    /** A program with these commands, in the order of its help. */
    public Program(List<Command> commands) {
        this.commands = List.copyOf(commands);
    }

    /** Its commands. */
    public List<Command> commands() {
        return commands;
    }

    /** Runs the command that the words call. */
    public ExitCode run(List<String> words, Terminal terminal, Clock clock) {
        try {
            return dispatch(words, terminal, clock);
        } catch (UsageException e) {
            terminal.error(message(e), "see tufa " + commandWords(words) + "--help");
            return ExitCode.USAGE;
        } catch (CommandFailure e) {
            terminal.error(message(e), e.hint());
            return e.exitCode();
        } catch (FencedException e) {
            return fenced(e, terminal);
        } catch (TrustException e) {
            terminal.error(String.valueOf(e.getMessage()), hintFor(e));
            return ExitCode.REFUSED;
        } catch (RepositoryException e) {
            terminal.error(message(e), hintFor(e));
            return ExitCode.REFUSED;
        } catch (IOException e) {
            terminal.error(describe(e), hintFor(e));
            return ExitCode.UNREACHABLE;
        }
    }

    private static ExitCode fenced(FencedException e, Terminal terminal) {
        terminal.error(
                message(e),
                "what this command did until then is as the other one found it; see tufa repo status, then run it again");
        return ExitCode.FENCED;
    }

    /** Who was fenced may stumble over what the other one did before it hears so. */
    private static Optional<FencedException> fencedMeanwhile(Exception e) {
        return Arrays.stream(e.getSuppressed())
                .filter(FencedException.class::isInstance)
                .map(FencedException.class::cast)
                .findFirst();
    }

    private ExitCode dispatch(List<String> words, Terminal terminal, Clock clock)
            throws UsageException, CommandFailure, TrustException, RepositoryException, IOException {
        if (words.isEmpty() || isHelp(words.get(0))) {
            Help.overview(this, "", terminal.out());
            return words.isEmpty() ? ExitCode.USAGE : ExitCode.DONE;
        }
        if (words.equals(List.of("--version"))) {
            terminal.out().println(Version.text());
            return ExitCode.DONE;
        }
        Optional<Command> command = find(words);
        if (command.isEmpty()) {
            return group(words, terminal);
        }
        int nameWords = command.get().name().split(" ", -1).length;
        List<String> rest = words.subList(nameWords, words.size());
        if (asksForHelp(rest)) {
            Help.of(command.get(), terminal.out());
            return ExitCode.DONE;
        }
        CommandLine line = parse(command.get().options(), rest);
        try {
            command.get().run(new Invocation(command.get().name(), line, terminal, clock));
            return ExitCode.DONE;
        } catch (TrustException | RepositoryException e) {
            Optional<FencedException> fenced = fencedMeanwhile(e);
            if (fenced.isPresent()) {
                return fenced(fenced.get(), terminal);
            }
            throw e;
        }
    }

    private ExitCode group(List<String> words, Terminal terminal) throws UsageException {
        List<String> named = words.stream().takeWhile(word -> !isHelp(word)).toList();
        String group = String.join(" ", named) + " ";
        if (commands.stream().anyMatch(command -> command.name().startsWith(group))) {
            Help.overview(this, group, terminal.out());
            return named.size() == words.size() ? ExitCode.USAGE : ExitCode.DONE;
        }
        throw new UsageException("expected a command, got \"%s\"".formatted(String.join(" ", words)));
    }

    private static CommandLine parse(Options options, List<String> words) throws UsageException {
        try {
            return new DefaultParser(false).parse(options, words.toArray(new String[0]));
        } catch (ParseException e) {
            throw new UsageException(message(e));
        }
    }

    private Optional<Command> find(List<String> words) {
        for (Command command : commands) {
            List<String> name = Arrays.asList(command.name().split(" ", -1));
            if (words.size() >= name.size() && words.subList(0, name.size()).equals(name)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    private static boolean asksForHelp(List<String> words) {
        for (String word : words) {
            if (word.equals("--")) {
                return false;
            }
            if (word.equals("--help") || word.equals("-h")) {
                return true;
            }
        }
        return false;
    }

    private String commandWords(List<String> words) {
        return find(words).map(command -> command.name() + " ").orElse("");
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h") || word.equals("help");
    }

    private static String hintFor(TrustException e) {
        if (e instanceof ClockException) {
            return "set the clock; if it is right and was wrong before, tufa client clock --forget DIR";
        }
        return e instanceof ExpiredException
                ? "the repository has not been renewed, someone keeps newer metadata from you, or this clock is wrong"
                : "what was trusted before is unchanged; if this goes on, tell the repository's operator";
    }

    private static String hintFor(RepositoryException e) {
        if (e instanceof LockedException) {
            return "wait for it, for longer with --lock-timeout; if it is dead: tufa repo recover --break-lease";
        }
        return e instanceof MissingKeyException
                ? "publish where these private keys are, or have their holders sign: tufa event open DIR"
                : "nothing has changed";
    }

    private static String hintFor(IOException e) {
        if (e instanceof MissingRootException) {
            return "give the repository's root.json to tufa client init";
        }
        if (e instanceof WrongPinException) {
            return "the PIN was tried once and will not be again by itself; nothing has changed";
        }
        if (e instanceof KeyUnreachableException) {
            return "nothing has changed; try again where the key is within reach";
        }
        if (e instanceof WrongPassphraseException) {
            return "nothing has changed; try again with the right one";
        }
        return e instanceof FileSystemException ? "" : "nothing was lost; try again later";
    }

    private static String message(Exception e) {
        return Printable.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    private static String describe(IOException e) {
        if (e instanceof FileSystemException file) {
            String problem = file instanceof NoSuchFileException
                    ? "expected a file or folder, got nothing"
                    : file instanceof AccessDeniedException
                            ? "expected permission, got none"
                            : file instanceof FileAlreadyExistsException
                                    ? "expected a free name, got one that is taken"
                                    : String.valueOf(file.getReason());
            return Printable.of(file.getFile() + ": " + problem);
        }
        return message(e);
    }
}
