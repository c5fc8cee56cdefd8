package dev.tufa.cli.archive;

import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The packages that operands name: files, and those in folders and below them. */
final class PackageFiles {
    private PackageFiles() {}

    static List<Path> of(List<String> operands) throws UsageException, IOException {
        List<Path> files = new ArrayList<>();
        for (String operand : operands) {
            Path path = Path.of(operand);
            if (Files.isDirectory(path)) {
                try (Stream<Path> below = Files.walk(path)) {
                    below.filter(file -> isPackage(file) && Files.isRegularFile(file))
                            .sorted()
                            .forEach(files::add);
                }
            } else if (!Files.exists(path)) {
                throw new NoSuchFileException(operand);
            } else if (isPackage(path)) {
                files.add(path);
            } else {
                throw new UsageException("expected .deb and .dsc files and folders, got \"%s\"".formatted(operand));
            }
        }
        if (files.isEmpty()) {
            throw new UsageException("expected .deb or .dsc files in the folders, got none");
        }
        return files;
    }

    private static boolean isPackage(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".deb") || name.endsWith(".dsc");
    }
}
