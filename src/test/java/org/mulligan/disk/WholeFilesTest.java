package org.mulligan.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {
    @TempDir Path folder;

    @Test
    void nobodySeesHalfAFile() throws IOException {
        Path file = folder.resolve("a.txt");
        WholeFiles.create(
                file,
                part -> {
                    Files.writeString(part, "half");
                    assertThat(file).doesNotExist();
                    assertThat(part.getFileName().toString()).startsWith(".a.txt.");
                    Files.writeString(part, "whole");
                });
        assertThat(file).hasContent("whole");
        WholeFiles.replace(file, new byte[] {'n', 'e', 'w'});
        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryContaining(only -> only.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void aFailureLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        WholeFiles.Writer broken =
                part -> {
                    Files.createDirectories(part.resolve("deep"));
                    Files.writeString(part.resolve("deep/x"), "x");
                    throw new IOException("disk full");
                };
        assertThatIOException()
                .isThrownBy(() -> WholeFiles.replace(file, broken))
                .withMessage("disk full");
        assertThatIOException()
                .isThrownBy(() -> WholeFiles.create(folder.resolve("b"), broken))
                .withMessage("disk full");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    void createOverwritesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> WholeFiles.create(file, part -> Files.writeString(part, "new")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void deletesALinkAndNotWhatItLeadsTo() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "kept");
        Path tree = Files.createDirectories(folder.resolve("tree/deep"));
        Files.createSymbolicLink(tree.resolve("link"), kept);
        Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));
        WholeFiles.delete(folder.resolve("tree"));
        WholeFiles.delete(folder.resolve("dangling"));
        WholeFiles.delete(folder.resolve("never there"));
        assertThat(folder.toFile().list()).containsExactly("kept");
    }
}
