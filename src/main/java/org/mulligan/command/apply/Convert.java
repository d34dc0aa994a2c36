package org.mulligan.command.apply;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.door.CommandForm;
import org.mulligan.door.InputImage;
import org.mulligan.door.Watcher;
import org.mulligan.image.zarr.ZarrFormat;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Writes an image in another format, or opens one that ImageJ does not know. */
@Plugin(
        type = Command.class,
        label = "Convert with Mulligan...",
        visible = false,
        description = "Writes an image as OME-Zarr or as TIFF, or opens an OME-Zarr.",
        attrs = {
            @Attr(name = CommandForm.ORDER, value = "file output"),
            @Attr(name = CommandForm.COMMAND_LINE, value = "Convert files"),
            @Attr(name = CommandForm.COMMAND_LINE_ORDER, value = "input output")
        })
public class Convert extends PartCommand {
    @Parameter(
            label = "Active image",
            description = "The active image",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private InputImage input;

    @Parameter(
            label = "File",
            description =
                    "Image file or OME-Zarr, or the path of a level, of labels or of a field of a"
                            + " plate in it; empty = the active image",
            style = "file",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private String file = "";

    @Parameter(
            label = "Save to",
            description =
                    "A name ending in .ome.zarr or .tif; empty = the file is only opened. Nothing is"
                            + " overwritten",
            style = "file",
            attrs = @Attr(name = CommandForm.ONLY, value = CommandForm.IMAGEJ),
            persist = false,
            required = false)
    private String output = "";

    @Parameter(
            label = "Output",
            description = "A name ending in .ome.zarr or .tif. Nothing is overwritten",
            attrs = {
                @Attr(name = CommandForm.ONLY, value = CommandForm.COMMAND_LINE),
                @Attr(name = CommandForm.KEY, value = "output"),
                @Attr(name = CommandForm.NEEDED)
            },
            persist = false,
            required = false)
    private String target;

    @Parameter(
            label = "Version of OME-Zarr",
            description = "0.5 = Zarr v3, packed with zstd; 0.4 = Zarr v2, packed with zlib",
            choices = {"0.5", "0.4"},
            persist = false,
            required = false)
    private String format = ZarrFormat.USUAL.version();

    @Parameter(
            label = "Chunk [px]",
            description =
                    "Side of the chunks of an OME-Zarr; 0 = 1024, and 512 for pixels of 32 bit",
            min = "0",
            persist = false,
            required = false)
    private int chunk = 0;

    @Parameter(
            label = "Shard [px]",
            description =
                    "Side of a file of chunks, a multiple of theirs; 0 = 8 x 8 chunks for planes of"
                            + " more than 64, else one file for each chunk. Only with 0.5",
            min = "0",
            persist = false,
            required = false)
    private int shard = 0;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus converted;

    @Override
    public String title() {
        return "Convert";
    }

    @Override
    protected void onImage(Watcher watcher) throws IOException {
        Optional<Path> path = InputTexts.path(file);
        Optional<Path> to = InputTexts.path(output);
        ZarrFormat how = format();
        if (path.isPresent()) {
            converted = mulligan().convert(path.get(), cut(), to, how, watcher);
            return;
        }
        ImagePlus image = InputImage.required(input, "convert");
        if (to.isEmpty())
            throw new IllegalArgumentException(
                    "output must be given for an open image, with a name ending in .ome.zarr or .tif");
        converted = mulligan().convert(image, cut(), to.get(), how, watcher);
    }

    @Override
    protected void onFiles(String files, Watcher watcher) throws IOException {
        Path to = Path.of(InputTexts.required("output", target));
        mulligan()
                .convertFile(
                        Path.of(InputTexts.required("input", files)),
                        cut(),
                        to,
                        format(),
                        skips(),
                        watcher);
        watcher.result(to.toString());
    }

    private ZarrFormat format() {
        return new ZarrFormat(format, chunk, shard);
    }
}
