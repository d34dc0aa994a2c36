package org.mulligan.service.check;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.data.ImageFile;
import org.mulligan.data.audit.Remark;

/** What files say of themselves: sizes, bit depths, and how large a pixel is. */
final class FileFacts {
    /** Pixel sizes within this are one. */
    private static final double SAME = 0.02;

    private final CheckPlan plan;

    /** By folder, then by value, the images that have it. */
    private final Map<String, Map<String, List<String>>> depths = new LinkedHashMap<>();

    private final Map<String, Map<String, List<String>>> pixels = new LinkedHashMap<>();
    private final List<String> misfits = new ArrayList<>();
    private final List<String> unlikeScale = new ArrayList<>();
    private final Map<String, Double> measuredPixel = new HashMap<>();
    private String firstMisfit = "";

    FileFacts(CheckPlan plan) {
        this.plan = plan;
    }

    /**
     * @param whose what goes before the headings: of a measured image, or nothing
     */
    void add(CheckedImage row, ImageFile file, ImagePlus image, String whose) {
        row.put(CheckedImage.heading(whose, "width [px]"), file.width());
        row.put(CheckedImage.heading(whose, "height [px]"), file.height());
        row.put(CheckedImage.heading(whose, "planes"), file.planes().size());
        if (file.channels() > 1) row.put(CheckedImage.heading(whose, "channels"), file.channels());
        row.put(CheckedImage.heading(whose, "bit depth"), image.getBitDepth());
        float[] plane = file.planes().get(0);
        float low = plane[0];
        float high = plane[0];
        for (float value : plane) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        row.put(CheckedImage.heading(whose, "lowest"), low);
        row.put(CheckedImage.heading(whose, "highest"), high);
        add(depths, whose, image.getBitDepth() + " bit", row.name());
        Calibration calibration = image.getCalibration();
        if (!calibration.scaled()) return;
        String size = "%.4g %s".formatted(calibration.pixelWidth, calibration.getUnit());
        row.put(CheckedImage.heading(whose, "pixel size"), size);
        add(pixels, whose, size, row.name());
        if (!whose.isEmpty()) measuredPixel.put(row.name(), calibration.pixelWidth);
        else if (measuredPixel.containsKey(row.name())) {
            double expected = measuredPixel.get(row.name()) / plan.scale();
            if (Math.abs(calibration.pixelWidth / expected - 1) > SAME) unlikeScale.add(row.name());
        }
    }

    private static void add(
            Map<String, Map<String, List<String>>> all, String whose, String value, String name) {
        all.computeIfAbsent(whose, key -> new LinkedHashMap<>())
                .computeIfAbsent(value, key -> new ArrayList<>())
                .add(name);
    }

    /** Whether sizes and planes of a pair belong together; else the row is marked. */
    boolean fit(CheckedImage row, ImageFile measured, ImageFile target) {
        if (measured.scalesTo(target, plan.scale())
                && measured.channels() == target.channels()
                && measured.planes().size() == target.planes().size()) return true;
        row.mark(Remark.Kind.LEFT_OUT);
        row.put("Left out", "of a size that does not fit its partner");
        if (misfits.isEmpty()) firstMisfit = "%s and %s".formatted(measured.size(), target.size());
        misfits.add(row.name());
        return false;
    }

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        if (!misfits.isEmpty())
            remarks.add(
                    new Remark(
                            Remark.Kind.LEFT_OUT,
                            misfits,
                            "%d pairs are of sizes that do not fit and are not learnt from (%s; the first has %s); %s"
                                    .formatted(
                                            misfits.size(),
                                            Remark.some(misfits),
                                            firstMisfit,
                                            plan.scale() == 1
                                                    ? "both images of a pair must have one size"
                                                    : "the target must be %d times as wide and high"
                                                            .formatted(plan.scale()))));
        if (!unlikeScale.isEmpty())
            remarks.add(
                    new Remark(
                            Remark.Kind.PIXEL_SIZE,
                            unlikeScale,
                            "in %d pairs the pixel sizes of the two files do not fit scale=%d (%s): is one of another magnification?"
                                    .formatted(
                                            unlikeScale.size(),
                                            plan.scale(),
                                            Remark.some(unlikeScale))));
        several(
                remarks,
                Remark.Kind.PIXEL_SIZE,
                pixels,
                "images of %s have other pixel sizes than most (%s); a network learns one magnification: leave out the others, or bring all to one pixel size (Image > Scale...)");
        several(
                remarks,
                Remark.Kind.DEPTH,
                depths,
                "images of %s have another bit depth than most (%s): were some converted, with other intensities? Take all as the microscope wrote them");
        return remarks;
    }

    private void several(
            List<Remark> remarks,
            Remark.Kind kind,
            Map<String, Map<String, List<String>>> all,
            String text) {
        all.forEach(
                (whose, values) -> {
                    if (values.size() < 2) return;
                    List<String> odd = new ArrayList<>();
                    List<String> said = new ArrayList<>();
                    int most = values.values().stream().mapToInt(List::size).max().orElseThrow();
                    boolean usual = true;
                    for (Map.Entry<String, List<String>> each : values.entrySet()) {
                        said.add("%d have %s".formatted(each.getValue().size(), each.getKey()));
                        if (each.getValue().size() == most && usual) usual = false;
                        else odd.addAll(each.getValue());
                    }
                    String folder = whose.isEmpty() ? plan.imagesKey() : plan.learning().measured;
                    remarks.add(
                            new Remark(
                                    kind,
                                    odd,
                                    String.format(
                                            Locale.ROOT,
                                            "%d " + text,
                                            odd.size(),
                                            folder,
                                            Remark.some(said))));
                });
    }
}
