package org.mulligan.image.io;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.tiff.codec.ChunkCodec;
import org.mulligan.image.tiff.write.BigTiffWriter;
import org.mulligan.image.tiff.write.OmeText;
import org.mulligan.image.tiff.write.PlanePixels;
import org.mulligan.image.tiff.write.TiledLayout;
import org.mulligan.image.tiff.write.TiledLayout.Kind;

/** Writes an OME-TIFF: a tiled BigTIFF whose planes are computed one at a time. */
final class OmeTiffFile {
    /** Programs that do not know Zstandard are many, and of those that read OME-TIFF none this. */
    private static final ChunkCodec CODEC = ChunkCodec.DEFLATE;

    private OmeTiffFile() {}

    /** As {@link TiffFile#write}, into a file that is not there yet. */
    static void write(ImagePlus blank, TiffFile.Planes planes, TiffFile.LateText late, Path part)
            throws IOException {
        Kind kind = kind(blank);
        TiledLayout layout = new TiledLayout(blank.getWidth(), blank.getHeight(), kind, CODEC);
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            BigTiffWriter writer = new BigTiffWriter(channel);
            for (int plane = 0; plane < blank.getStackSize(); plane++)
                writer.page(layout, rows(TiffFile.compute(planes, plane), kind));
            String info = blank.getInfoProperty() == null ? "" : blank.getInfoProperty();
            OmeText text = new OmeText(blank, kind);
            writer.finish(
                    text.of(info.replace(late.placeholder(), late.text().get().strip())),
                    text.pixelsPerCm());
            channel.force(true);
        }
    }

    private static BigTiffWriter.Rows rows(Pixels plane, Kind kind) {
        if (plane.isArray())
            return new PlanePixels(plane.array(), plane.width(), plane.height(), kind);
        return (top, count) ->
                new PlanePixels(plane.rows(top, count).array(), plane.width(), count, kind);
    }

    private static Kind kind(ImagePlus blank) {
        return switch (blank.getBitDepth()) {
            case 8 -> Kind.UINT8;
            case 16 -> blank.getCalibration().isSigned16Bit() ? Kind.INT16 : Kind.UINT16;
            case 24 -> Kind.RGB;
            default -> Kind.FLOAT;
        };
    }
}
