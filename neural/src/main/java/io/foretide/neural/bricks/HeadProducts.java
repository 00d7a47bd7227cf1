package io.foretide.neural.bricks;

/**
 * Products of two projections, head by head: what a graph needs of them where nothing comes between
 * the two.
 */
final class HeadProducts {
  private final int heads;
  private final int size;
  private final int features;

  /**
   * @param size features of a head
   * @param features of what is projected
   */
  HeadProducts(int heads, int size, int features) {
    this.heads = heads;
    this.size = size;
    this.features = features;
  }

  /**
   * @param a {@code [rows][heads][size]}
   * @param b {@code [features][heads][size]}
   * @return a b' of every head, {@code [rows][heads][features]}
   */
  float[] abT(float[] a, float[] b) {
    int width = heads * size;
    float[] product = new float[a.length / size * features];
    for (int i = 0; i < product.length; i++) {
      int f = i % features;
      int head = i / features % heads;
      int row = i / features / heads;
      double sum = 0;
      for (int s = 0; s < size; s++) {
        sum += (double) a[row * width + head * size + s] * b[f * width + head * size + s];
      }
      product[i] = (float) sum;
    }
    return product;
  }

  /**
   * @param a {@code [features][heads][size]}
   * @param b {@code [heads][size][features]}
   * @return a b of every head, {@code [heads][features][features]}
   */
  float[] ab(float[] a, float[] b) {
    int width = heads * size;
    float[] product = new float[heads * features * features];
    for (int i = 0; i < product.length; i++) {
      int f = i % features;
      int row = i / features % features;
      int head = i / features / features;
      double sum = 0;
      for (int s = 0; s < size; s++) {
        sum += (double) a[row * width + head * size + s] * b[(head * size + s) * features + f];
      }
      product[i] = (float) sum;
    }
    return product;
  }
}
