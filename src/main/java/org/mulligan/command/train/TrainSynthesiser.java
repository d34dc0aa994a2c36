package org.mulligan.command.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mulligan.command.InputTexts;
import org.mulligan.command.PhotonRange;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Watcher;
import org.mulligan.engine.Precision;
import org.mulligan.engine.SynthesisPlan;
import org.mulligan.engine.SynthesisPlan.Drawing;
import org.mulligan.engine.SynthesisPlan.Guides;
import org.mulligan.engine.SynthesisPlan.Images;
import org.mulligan.engine.SynthesisPlan.Schedule;
import org.mulligan.engine.TrainingReport;
import org.mulligan.extension.ExtensionPoint;
import org.mulligan.ui.SampleSheetsWindow;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a generator that draws new images. Stopping it keeps what it has learnt. */
@Plugin(
        type = Command.class,
        label = "Train Synthesiser...",
        visible = false,
        description = "Trains a generator on images, which then draws new ones like them.",
        attrs = {
            @Attr(name = CommandForm.FIRST, value = "images inputs name size minutes"),
            @Attr(name = ExtensionPoint.TASKS, value = "synthesise"),
            @Attr(
                    name = CommandForm.ORDER,
                    value =
                            "images inputs name size fit channels classes symmetries labels"
                                    + " photons readnoise system loss minutes steps epochs batch"
                                    + " rate discriminatorrate augment r1 dropout filters seed"
                                    + " resume precision device sheets")
        })
public class TrainSynthesiser extends TrainingCommand {
    private static final String OWN = "own";

    @Parameter(
            label = "Images",
            description =
                    "Folder of images, a stack (each plane is an image), or an idx file (MNIST's"
                            + " format)",
            style = "file",
            persist = false)
    private String images;

    @Parameter(
            label = "Inputs",
            description =
                    "For system=styled: folder of the images that the others are drawn from, named"
                            + " like those (or a stack, where they are in one); empty for the other"
                            + " systems",
            style = "file",
            persist = false,
            required = false)
    private String inputs = "";

    @Parameter(
            label = "Size [px]",
            description = "Side of the images that are drawn",
            persist = false,
            required = false)
    private int size = 64;

    @Parameter(
            label = "Images of another size",
            description =
                    "exact = they are an error; crop = learn patches of them; scale = make their"
                            + " middle square smaller or larger",
            choices = {"exact", "crop", "scale"},
            persist = false,
            required = false)
    private String fit = "exact";

    @Parameter(
            label = "Channels",
            description = "1, or 3 for colour images",
            persist = false,
            required = false)
    private int channels = 1;

    @Parameter(
            label = "Classes",
            description =
                    "Empty = none; folders = the names of the sub-folders; or a file: lines of"
                            + " name,class, a class a line, or idx labels",
            style = "file",
            persist = false,
            required = false)
    private String classes = "";

    @Parameter(
            label = "Symmetries",
            description = "Whether images turned and mirrored are as good as the images",
            persist = false,
            required = false)
    private boolean symmetries = false;

    @Parameter(
            label = "Inputs are labels",
            description =
                    "Whether the inputs are masks or label images: 0 = background, any other value"
                            + " the number of an object",
            persist = false,
            required = false)
    private boolean labels = false;

    @Parameter(
            label = "Photons",
            description =
                    "For system=styled without inputs: the images are clean, and exposures of them"
                            + " at these peak photon counts are learnt, a style each, such as"
                            + " 10,100",
            persist = false,
            required = false)
    private String photons = "";

    @Parameter(
            label = "Read noise [photons]",
            description = "Of those exposures",
            persist = false,
            required = false)
    private double readnoise = 1;

    @Parameter(
            label = "System",
            description =
                    "resnet = recommended; dcgan and mlp = the classic ones; vae = no adversary,"
                            + " smooth images; styled = draws from other images, in styles",
            choices = {"resnet", "dcgan", "mlp", "vae", "styled"},
            attrs = @Attr(name = CommandForm.EXTENSION, value = "synthesis system"),
            persist = false,
            required = false)
    private String system = "resnet";

    @Parameter(
            label = "Loss",
            description = "Adversarial loss; own = the one that the system works best with",
            choices = {
                OWN,
                "non-saturating",
                "least-squares",
                "wasserstein",
                "wasserstein-gp",
                "hinge"
            },
            attrs = @Attr(name = CommandForm.EXTENSION, value = "adversarial loss"),
            persist = false,
            required = false)
    private String loss = OWN;

    @Parameter(
            label = "Minutes",
            description = "Time to train; ignored when steps or epochs are given",
            persist = false,
            required = false)
    private double minutes = 10;

    @Parameter(
            label = "Steps",
            description = "Steps to train; 0 = as epochs or minutes say",
            persist = false,
            required = false)
    private long steps = 0;

    @Parameter(
            label = "Epochs",
            description = "How often each image is seen; 0 = as minutes say",
            persist = false,
            required = false)
    private int epochs = 0;

    @Parameter(
            label = "Batch",
            description = "Images in a step; 0 = what the system works best with",
            persist = false,
            required = false)
    private int batch = 0;

    @Parameter(
            label = "Rate",
            description = "Learning rate of the generator; 0 = what the system works best with",
            persist = false,
            required = false)
    private double rate = 0;

    @Parameter(
            label = "Rate of the discriminator",
            description = "0 = what the system works best with",
            persist = false,
            required = false)
    private double discriminatorrate = 0;

    @Parameter(
            label = "Augment",
            description =
                    "Show the discriminator real and drawn images shifted a little, so that it"
                            + " cannot learn few images by heart",
            persist = false,
            required = false)
    private boolean augment = false;

    @Parameter(
            label = "R1",
            description = "Weight of a penalty that calms the discriminator; 0 = none",
            persist = false,
            required = false)
    private double r1 = 0;

    @Parameter(
            label = "Dropout",
            description = "Share of its features that the discriminator does without at a step",
            persist = false,
            required = false)
    private double dropout = 0;

    @Parameter(
            label = "Filters",
            description = "Width of the networks; 0 = what the system works best with",
            persist = false,
            required = false)
    private int filters = 0;

    @Parameter(
            label = "Precision",
            description =
                    "Arithmetic of the networks; auto = bf16 where a probe shows that it is faster",
            choices = {"auto", "fp32", "bf16"},
            persist = false,
            required = false)
    private String precision = "auto";

    @Parameter(
            label = "Sheets of samples",
            description =
                    "TIFF file for a stack of the samples that are drawn on the way; empty = only"
                            + " shown",
            style = "file",
            persist = false,
            required = false)
    private String sheets = "";

    @Override
    protected TrainingReport train(Watcher watcher) throws IOException {
        SynthesisPlan plan = plan();
        return mulligan()
                .synthesisers()
                .train(
                        plan,
                        InputTexts.path(sheets),
                        SampleSheetsWindow.over(watcher, plan.model()));
    }

    private Guides guides() {
        List<Double> peaks = PhotonRange.list(photons);
        if (InputTexts.path(inputs).isEmpty() && peaks.isEmpty()) {
            if (labels)
                throw new IllegalArgumentException(
                        "labels says what the inputs are, and there are none; give inputs");
            return Guides.NONE;
        }
        return new Guides(InputTexts.path(inputs), labels, peaks, peaks.isEmpty() ? 0 : readnoise);
    }

    private SynthesisPlan plan() {
        return new SynthesisPlan(
                new Images(
                        Path.of(InputTexts.required("images", images)),
                        InputTexts.given(classes),
                        size,
                        channels,
                        InputTexts.fit(fit),
                        symmetries,
                        guides()),
                new Drawing(
                        system,
                        loss.equals(OWN) ? "" : loss,
                        filters,
                        rate,
                        discriminatorrate,
                        r1,
                        augment,
                        dropout),
                new Schedule(minutes, steps, epochs, batch),
                seed,
                Precision.of(precision),
                device(),
                model(),
                resume);
    }
}
