package org.mulligan.command.train;

import java.io.IOException;
import java.util.Optional;
import org.mulligan.command.InputTexts;
import org.mulligan.command.PhotonRange;
import org.mulligan.door.CommandForm;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingPlan.Adversary;
import org.mulligan.engine.TrainingPlan.Generator;
import org.mulligan.engine.TrainingPlan.Imaging;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.model.ModelFile;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a denoiser on folders of images. */
@Plugin(
        type = Command.class,
        label = "Train Denoiser...",
        visible = false,
        description =
                "Trains a denoiser on folders of noisy and clean images, or of noisy ones alone.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "noisy clean method name minutes"),
            @Attr(name = ExtensionPoint.TASKS, value = "denoise"),
            @Attr(
                    name = CommandForm.ORDER,
                    value =
                            "noisy clean noisy2 method photons readnoise "
                                    + TrainInputs.ORDER
                                    + " teacher")
        })
public class TrainDenoiser extends TrainInputs {
    private static final String SHIPPED = "fluorescence";

    @Parameter(
            label = "Noisy images",
            description = "Folder of noisy images; empty = the clean ones are degraded instead",
            style = "directory",
            persist = false,
            required = false)
    private String noisy = "";

    @Parameter(
            label = "Clean images",
            description =
                    "Folder of clean images, named like their noisy partners; empty = it learns from"
                            + " the noisy ones alone",
            style = "directory",
            persist = false,
            required = false)
    private String clean = "";

    @Parameter(
            label = "Second noisy images",
            description =
                    "Folder of second noisy images of the same fields, of the same names; only where"
                            + " clean is empty",
            style = "directory",
            persist = false,
            required = false)
    private String noisy2 = "";

    @Parameter(
            label = "Method without clean images",
            description = "auto = the one that fits the noise, which is measured first",
            choices = {
                "auto",
                "recorrupted",
                "noise2void",
                "structn2v",
                "noise2noise",
                "neighbours",
                "noise2vst"
            },
            persist = false,
            required = false)
    private String method = "auto";

    @Parameter(
            label = "Photons",
            description =
                    "Peak photon count of the degradation, a range or one number; only where noisy"
                            + " is empty",
            persist = false,
            required = false)
    private String photons = "3-300";

    @Parameter(
            label = "Read noise [photons]",
            description = "Highest read noise of the degradation; only where noisy is empty",
            persist = false,
            required = false)
    private double readnoise = 1;

    @Parameter(
            label = "Teacher",
            description =
                    "A denoiser with more filters, whose results a smaller and faster network learns;"
                            + " empty = the clean images are learnt",
            attrs = @Attr(name = CommandForm.UNASKED),
            persist = false,
            required = false)
    private String teacher = "";

    private boolean hasClean() {
        return InputTexts.given(clean).isPresent();
    }

    private boolean hasSecond() {
        return InputTexts.given(noisy2).isPresent();
    }

    @Override
    protected String measuredFolder() {
        return hasClean() || hasSecond() ? noisy : "";
    }

    @Override
    protected String targetFolder() {
        if (hasClean()) return clean.trim();
        if (hasSecond()) return noisy2.trim();
        return InputTexts.given(noisy)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "noisy or clean must be given, or both; they are empty"));
    }

    @Override
    protected Supervision supervision() {
        Supervision named = Supervision.of(method);
        if (hasClean()) {
            requireNone("noisy2", noisy2);
            return Supervision.CLEAN;
        }
        if (hasSecond()) {
            InputTexts.required("noisy", noisy);
            if (named != Supervision.AUTO && named != Supervision.NOISE2NOISE)
                throw new IllegalArgumentException(
                        "method=%s learns from one noisy image of each field; leave noisy2 empty, or give method=noise2noise"
                                .formatted(method));
            return Supervision.NOISE2NOISE;
        }
        return named;
    }

    private static void requireNone(String key, String value) {
        if (InputTexts.given(value).isPresent())
            throw new IllegalArgumentException(
                    "%s is for fields without clean images; leave it or clean empty, got %s=%s"
                            .formatted(key, key, value));
    }

    @Override
    protected Optional<ModelFile> teacher() throws IOException {
        Optional<String> named = InputTexts.given(teacher);
        if (named.isEmpty()) return Optional.empty();
        if (!hasClean())
            throw new IllegalArgumentException(
                    "teacher=%s needs clean images: what it makes of their noisy partners is learnt, and the clean ones say how good that is; give clean"
                            .formatted(teacher));
        return Optional.of(mulligan().model(named.get()));
    }

    @Override
    protected Optional<String> shipped() {
        return Optional.of(SHIPPED);
    }

    /** What a noisy target may be has the clean one as its mean, and not as its median. */
    @Override
    protected String pixelLoss() {
        String loss = super.pixelLoss();
        return !supervision().isClean() && loss.equals(Generator.L1) ? Generator.L2 : loss;
    }

    /** An adversary wants sharp images to compare with. */
    @Override
    protected String adversary() {
        return supervision().isClean() ? super.adversary() : Adversary.NONE;
    }

    @Override
    protected Imaging imaging() {
        return Imaging.noise(PhotonRange.of(photons), readnoise);
    }
}
