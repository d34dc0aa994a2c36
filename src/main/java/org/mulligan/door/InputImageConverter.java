package org.mulligan.door;

import ij.ImagePlus;
import java.lang.reflect.Type;
import net.imglib2.RandomAccessibleInterval;
import org.mulligan.image.io.ImgLibImage;
import org.scijava.convert.AbstractConverter;
import org.scijava.convert.ConvertService;
import org.scijava.convert.Converter;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.util.Types;

/**
 * What a script gives a command of ours for an image: an ImagePlus, all that the host makes one of
 * (in Fiji a Dataset or a title), and any image of ImgLib2.
 */
@Plugin(type = Converter.class)
public final class InputImageConverter extends AbstractConverter<Object, InputImage> {
    @Parameter private ConvertService conversions;

    @Override
    public boolean canConvert(Object source, Class<?> target) {
        return target == InputImage.class
                && (source instanceof RandomAccessibleInterval
                        || source instanceof ImagePlus
                        || hostConverts(source));
    }

    /** Never to a supertype of ours: that would be everybody's business. */
    @Override
    public boolean canConvert(Class<?> source, Class<?> target) {
        return target == InputImage.class
                && source != null
                && (RandomAccessibleInterval.class.isAssignableFrom(source)
                        || ImagePlus.class.isAssignableFrom(source)
                        || conversions.supports(source, ImagePlus.class));
    }

    @Override
    public boolean canConvert(Object source, Type target) {
        return canConvert(source, Types.raw(target));
    }

    /** The host's own way is the one that its users know, with colours and all. */
    private boolean hostConverts(Object source) {
        return source != null && conversions.supports(source, ImagePlus.class);
    }

    @Override
    public <T> T convert(Object source, Class<T> target) {
        return target.cast(image(source));
    }

    private InputImage image(Object source) {
        if (source instanceof ImagePlus image) return InputImage.of(image);
        ImagePlus hosts =
                hostConverts(source) ? conversions.convert(source, ImagePlus.class) : null;
        if (hosts != null) return InputImage.of(hosts);
        // Later, where the command can say what is wrong with it.
        return source instanceof RandomAccessibleInterval<?> image
                ? InputImage.of(() -> ImgLibImage.of(image))
                : null;
    }

    @Override
    public Class<InputImage> getOutputType() {
        return InputImage.class;
    }

    @Override
    public Class<Object> getInputType() {
        return Object.class;
    }
}
