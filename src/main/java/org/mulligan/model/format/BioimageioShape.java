package org.mulligan.model.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mulligan.model.ForeignModelException;

/**
 * Which axes and sizes a descriptor states for a tensor.
 *
 * @param axes letters b, y, x, c in their order
 * @param stride px; 0 = not said
 * @param side of the only square, px; 0 = any
 */
record BioimageioShape(String axes, int stride, int side) {
    static BioimageioShape of(Map<?, ?> tensor, Path folder) throws ForeignModelException {
        String axes = axes(tensor, folder);
        int[] height = size(tensor, axes, 'y');
        int[] width = size(tensor, axes, 'x');
        if (height[1] == 0 && width[1] == 0 && height[0] > 0 && height[0] != width[0])
            throw new ForeignModelException(
                    "The model in %s takes images of %d x %d px only, and tiles are squares; ask its maker for one of any size"
                            .formatted(folder, width[0], height[0]));
        boolean fixed = height[0] > 0 && height[1] == 0 && width[1] == 0;
        return new BioimageioShape(
                axes, fixed ? 0 : Math.max(height[1], width[1]), fixed ? height[0] : 0);
    }

    /** Letters in 0.4 and before, a list of axes from 0.5 on. */
    static String axes(Map<?, ?> tensor, Path folder) throws ForeignModelException {
        StringBuilder axes = new StringBuilder();
        if (tensor.get("axes") instanceof List<?> list) {
            for (Object each : list) if (each instanceof Map<?, ?> axis) axes.append(letter(axis));
        } else if (tensor.get("axes") != null) {
            axes.append(tensor.get("axes"));
        }
        if (axes.length() > 0 && !axes.toString().matches("[byxc]+"))
            throw new ForeignModelException(
                    "The model in %s works on the axes %s, and Mulligan's networks work on planes (b, y, x and c)"
                            .formatted(folder, axes));
        return axes.toString();
    }

    private static String letter(Map<?, ?> axis) {
        String type = String.valueOf(axis.get("type"));
        return switch (type) {
            case "batch" -> "b";
            case "channel" -> "c";
            case "time" -> "t";
            case "index" -> "i";
            // The id of an axis in space may be left out, and is x then.
            default -> axis.get("id") == null ? "x" : String.valueOf(axis.get("id"));
        };
    }

    /** The least size and the step; a step of 0 means that there is one size only. */
    private static int[] size(Map<?, ?> tensor, String axes, char axis) {
        int at = axes.indexOf(axis);
        Object shape = tensor.get("shape");
        if (shape instanceof List<?> sizes) return new int[] {integer(sizes, at), 0};
        if (shape instanceof Map<?, ?> map
                && map.get("min") instanceof List<?> least
                && map.get("step") instanceof List<?> step)
            return new int[] {integer(least, at), integer(step, at)};
        if (tensor.get("axes") instanceof List<?> list
                && at >= 0
                && at < list.size()
                && list.get(at) instanceof Map<?, ?> stated) {
            if (stated.get("size") instanceof Integer size) return new int[] {size, 0};
            if (stated.get("size") instanceof Map<?, ?> size
                    && size.get("min") instanceof Integer least
                    && size.get("step") instanceof Integer step) return new int[] {least, step};
        }
        return new int[] {0, 1};
    }

    private static int integer(List<?> values, int at) {
        return at >= 0 && at < values.size() && values.get(at) instanceof Integer value ? value : 0;
    }
}
