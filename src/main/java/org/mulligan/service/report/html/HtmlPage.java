package org.mulligan.service.report.html;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** A page of HTML in one file: nothing in it is fetched from elsewhere, and nothing in it runs. */
final class HtmlPage {
    private static final String STYLE =
            """
            body { font: 15px/1.45 sans-serif; max-width: 1100px; margin: 24px auto; padding: 0 16px; color: #222; }
            h1 { font-size: 24px; } h2 { font-size: 18px; margin-top: 28px; border-bottom: 1px solid #ccc; }
            table { border-collapse: collapse; } td, th { padding: 3px 10px; border-bottom: 1px solid #ddd; text-align: left; }
            pre { white-space: pre-wrap; background: #f4f4f4; padding: 10px; font-size: 12px; }
            .pictures { display: flex; flex-wrap: wrap; gap: 12px; } figure { margin: 0; } figcaption { font-size: 13px; max-width: 340px; }
            img { image-rendering: pixelated; max-width: 340px; } .warning { background: #fff3cd; padding: 6px 10px; margin: 4px 0; }
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    HtmlPage(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    void heading(String text) {
        element("h2", text);
    }

    void paragraph(String text) {
        element("p", text);
    }

    void warning(String text) {
        body.append("<p class=\"warning\">").append(escaped(text)).append("</p>\n");
    }

    void block(String text) {
        element("pre", text);
    }

    private void element(String name, String text) {
        body.append('<').append(name).append('>').append(escaped(text));
        body.append("</").append(name).append(">\n");
    }

    /**
     * @param rows of as many cells as the header
     */
    void table(List<String> header, List<List<String>> rows) {
        body.append("<table>\n");
        row("th", header);
        rows.forEach(row -> row("td", row));
        body.append("</table>\n");
    }

    private void row(String cell, List<String> texts) {
        body.append("<tr>");
        for (String text : texts)
            body.append('<')
                    .append(cell)
                    .append('>')
                    .append(escaped(text))
                    .append("</")
                    .append(cell)
                    .append('>');
        body.append("</tr>\n");
    }

    /**
     * A picture with what it shows below it.
     *
     * @param picture of a plane
     */
    record Figure(BufferedImage picture, String caption) {}

    /** Beside one another where there is room. */
    void figures(List<Figure> figures) throws IOException {
        body.append("<div class=\"pictures\">\n");
        for (Figure figure : figures) {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(figure.picture, "png", png);
            body.append("<figure><img alt=\"")
                    .append(escaped(figure.caption))
                    .append("\" src=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(png.toByteArray()))
                    .append("\"><figcaption>")
                    .append(escaped(figure.caption))
                    .append("</figcaption></figure>\n");
        }
        body.append("</div>\n");
    }

    String text() {
        return """
               <!DOCTYPE html>
               <html lang="en"><head><meta charset="utf-8"><title>%s</title>
               <style>
               %s</style></head>
               <body>
               %s</body></html>
               """
                .formatted(escaped(title), STYLE, body);
    }
}
