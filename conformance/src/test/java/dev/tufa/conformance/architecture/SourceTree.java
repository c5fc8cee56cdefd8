package dev.tufa.conformance.architecture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The folder that holds the sources of the whole project. */
final class SourceTree {
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", ".cache", ".idea", "node_modules");

    private SourceTree() {}

    /** What the build says it is; in an IDE, the nearest folder above that holds {@code .mvn}. */
    static Path root() {
        String stated = System.getProperty("tufa.root", "");
        if (!stated.isEmpty()) {
            return Path.of(stated);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath() + " holds .mvn");
            }
        }
        return folder;
    }

    /** Every Java source under a folder, sorted, without build output. */
    static List<Path> javaFiles(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                Path name = visited.getFileName();
                boolean skipped = name != null && NOT_SOURCES.contains(name.toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(files);
        return files;
    }
}
