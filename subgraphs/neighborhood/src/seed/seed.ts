export const seedNeighborhood = 1;
