package dev.tufa.cli.demo;

import dev.tufa.cli.client.ClientFolder;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.tuf.client.Fetcher;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Six attacks on a client, each through a fetcher that stands for an attacker between client and repository. Every attack plays
 * on a copy of the client's folder. One that is not refused ends the demo with a fault.
 */
final class Attacks {
    private static final String TARGET = "RELEASE";

    private final Story story;
    private final Path client;
    private final Path first;
    private final Path second;
    private final StolenTimestampKey stolenKey;
    private final Fetcher honest = new HttpFetcher();
    private int refused;

    Attacks(Story story, Path repository, Path client, Path first, Path second, Path passphrase) {
        this.story = story;
        this.client = client;
        this.first = first;
        this.second = second;
        this.stolenKey = new StolenTimestampKey(repository, passphrase);
    }

    int playAll() throws IOException, RepositoryException, CommandFailure, TrustException {
        Clock now = story.invocation().clock();
        play(
                "arbitrary software",
                "sends a program of the attacker's choice instead of the target",
                AttackerInTheMiddle.replacing(honest, "." + TARGET, "version 9\n".getBytes(StandardCharsets.UTF_8)),
                now);
        play(
                "rollback",
                "sends version 1 again, which was signed and recorded when it was new",
                AttackerInTheMiddle.replaying(honest, first),
                now);
        play(
                "freeze",
                "sends version 2 for ever, so that no fix ever comes: ten days later",
                AttackerInTheMiddle.replaying(honest, second),
                Clock.offset(now, Duration.ofDays(10)));
        play(
                "mix and match",
                "sends the newest snapshot with the targets of version 2",
                AttackerInTheMiddle.replacing(
                        honest, ".targets.json", AttackerInTheMiddle.newest(second, ".targets.json")),
                now);
        play(
                "endless data",
                "sends a timestamp that never ends",
                AttackerInTheMiddle.endless(honest, "timestamp.json"),
                now);
        play(
                "stolen timestamp key",
                "signs a timestamp that names a snapshot of the attacker's own",
                stolenKey.attack(honest, now.instant()),
                now);
        return refused;
    }

    private void play(String name, String how, Fetcher fetcher, Clock clock) throws IOException, CommandFailure {
        story.attack(name, how);
        Path victim = story.folder().resolve("attacked").resolve(name.replace(' ', '-'));
        FolderCopy.copy(client, victim);
        ClientFolder folder = new ClientFolder(victim);
        Updater updater = folder.updater(fetcher, folder.targets()).clock(clock).build();
        try {
            updater.refresh();
            updater.download(updater.find(TARGET).orElseThrow().target());
        } catch (TrustException refusal) {
            refused++;
            story.refused(refusal);
            return;
        }
        throw new CommandFailure(
                ExitCode.INTERNAL, "the attack \"" + name + "\" was not refused", "please report this");
    }
}
