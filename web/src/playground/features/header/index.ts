import type { Feature } from '../../kit/feature.js';
import { header as view } from './header.js';
import './header.css';

export const header: Feature = { name: 'header', views: { top: view } };
