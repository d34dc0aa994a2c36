package org.mulligan.ij1;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.util.HashSet;
import java.util.Set;

/**
 * Titles of results that no other open image has. ImageJ makes those of its own results unique in
 * the same way; a macro that selects a title would get the older image.
 */
final class UniqueTitle {
    private UniqueTitle() {}

    /**
     * Shows an image; where its title is another's already, -1, -2, ... is added to it. In batch
     * mode there is no window and no addition, as with ImageJ's own results.
     */
    static synchronized void show(ImagePlus image) {
        if (!Interpreter.isBatchMode()) image.setTitle(of(image.getTitle(), taken()));
        image.show();
    }

    /** Of the images in windows, which is what ImageJ looks at too. */
    private static Set<String> taken() {
        Set<String> titles = new HashSet<>();
        int[] open = WindowManager.getIDList();
        if (open == null) return titles;
        for (int id : open) {
            ImagePlus image = WindowManager.getImage(id);
            if (image != null && image.isVisible()) titles.add(image.getTitle());
        }
        return titles;
    }

    /**
     * @return the title with a number before its extension, if it has to have one
     */
    static String of(String title, Set<String> taken) {
        if (!taken.contains(title)) return title;
        int dot = title.lastIndexOf('.');
        boolean extended = dot > 0 && title.substring(dot).matches("\\.\\w{1,4}");
        String stem = extended ? title.substring(0, dot) : title;
        String extension = extended ? title.substring(dot) : "";
        int number = 1;
        while (taken.contains(stem + "-" + number + extension)) number++;
        return stem + "-" + number + extension;
    }
}
