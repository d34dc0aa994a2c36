package org.mulligan.model.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.model.Postprocessing;
import org.mulligan.model.Task;

/**
 * What a model of another tool says of itself. What it does not say is empty, and found out or
 * asked for.
 *
 * @param format for people, e.g. {@code bioimage.io 0.4.9}
 * @param graph folder or file with the network
 * @param about who made it, and what it is
 * @param network how it is to be run
 * @param test tensors to check it with
 * @param notes what a user should know, a sentence each
 */
public record ForeignModel(
        String format,
        Path graph,
        About about,
        Network network,
        Optional<Test> test,
        List<String> notes) {
    /**
     * Who made it.
     *
     * @param name empty = that of the file
     * @param licence SPDX identifier; empty = it states none
     * @param authors as bioimage.io lists them
     * @param cite likewise
     * @param tags what it is for
     */
    public record About(
            String name,
            String summary,
            String licence,
            List<Map<String, Object>> authors,
            List<Map<String, Object>> cite,
            List<String> tags) {
        public static final About NOTHING = new About("", "", "", List.of(), List.of(), List.of());
    }

    /**
     * How it is to be run.
     *
     * @param inputAxes letters b, y, x, c in their order; empty = not said
     * @param outputAxes likewise
     * @param scaling of the image
     * @param inUnits whether the result is in the units of the image when the scaling is undone
     * @param postprocessing what the output goes through
     * @param stride sizes are multiples of it, px; 0 = not said
     * @param side of the only square it takes, px; 0 = any, or not said
     * @param task what it is for; empty = not said
     */
    public record Network(
            String inputAxes,
            String outputAxes,
            Optional<Scaling> scaling,
            Optional<Boolean> inUnits,
            Postprocessing postprocessing,
            int stride,
            int side,
            Optional<Task> task) {
        public static final Network UNKNOWN =
                new Network(
                        "",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Postprocessing.NONE,
                        0,
                        0,
                        Optional.empty());
    }

    /**
     * Tensors of the package.
     *
     * @param input file, NumPy or TIFF
     * @param output likewise
     * @param scaled whether they are as the network takes and gives them, not as the package's user
     *     does
     * @param undone whether the output is in the units of the input: the package undoes its scaling
     */
    public record Test(Path input, Path output, boolean scaled, boolean undone) {}
}
